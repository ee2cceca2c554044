FROM python:3.11-slim
WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
COPY gazel gazel
RUN pip install --no-cache-dir -c constraints.txt --extra-index-url https://download.pytorch.org/whl/cpu torch && \
    pip install --no-cache-dir -c constraints.txt -e .
COPY app.py ./
COPY pages pages
COPY data data
COPY .streamlit .streamlit
ENV GAZEL_HOST=0.0.0.0 GAZEL_HOME=/var/lib/gazel
RUN useradd --create-home gazel && mkdir -p /var/lib/gazel && chown gazel /var/lib/gazel
USER gazel
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8501/api/status', timeout=2)"
CMD ["gazel", "demo"]
