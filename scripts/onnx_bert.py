"""A shipped int8 ONNX graph of BERT as a trainable PyTorch model, and the trained weights back into the same graph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

PREFIX = "m."
"""What the graph puts before the names of the model's parameters."""


class OnnxBert:
    """The graph with its weights; `folder` holds config.json and onnx/model_int8.onnx."""

    def __init__(self, folder: Path) -> None:
        self._graph = onnx.load(str(folder / "onnx/model_int8.onnx"))
        self._config = BertConfig.from_json_file(str(folder / "config.json"))
        self._tensors = {tensor.name: tensor for tensor in self._graph.graph.initializer}
        self._products = dict(self._matrices())

    def model(self) -> BertModel:
        """The model with the graph's weights as float32, without a pooling layer."""
        model = BertModel(self._config, add_pooling_layer=False)
        weights = model.state_dict()
        for name in weights:
            if name in self._products:
                weights[name] = torch.tensor(self._float(self._products[name]).T.copy())
            elif PREFIX + name in self._tensors:
                weights[name] = torch.tensor(self._array(PREFIX + name))
            else:
                weights[name] = torch.tensor(self._float(PREFIX + name))
        model.load_state_dict(weights)
        return model

    def write(self, model: BertModel, target: Path) -> None:
        """The same graph with the model's weights, int8 again: by column for matrices, by table for embeddings."""
        for name, tensor in model.state_dict().items():
            weight = tensor.numpy().astype(np.float32)
            if name in self._products:
                self._put_columns(self._products[name], weight.T)
            elif PREFIX + name in self._tensors:
                self._put(PREFIX + name, weight)
            else:
                self._put_table(PREFIX + name, weight)
        target.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(self._graph, str(target))

    def _matrices(self) -> Iterator[tuple[str, str]]:
        """(parameter, matrix in the graph): a matrix belongs to the bias that is added to its product."""
        readers: dict[str, list[Any]] = {}
        for node in self._graph.graph.node:
            for name in node.input:
                readers.setdefault(name, []).append(node)
        for node in self._graph.graph.node:
            if node.op_type == "MatMulInteger":
                yield self._bias_after(node, readers).removesuffix(".bias") + ".weight", node.input[1].removesuffix("_quantized")

    def _bias_after(self, node: Any, readers: dict[str, list[Any]]) -> str:
        while True:
            node = readers[node.output[0]][0]
            biases = [name for name in node.input if name.startswith(PREFIX) and name.endswith(".bias")]
            if node.op_type == "Add" and biases:
                return str(biases[0]).removeprefix(PREFIX)

    def _array(self, name: str) -> Any:
        return numpy_helper.to_array(self._tensors[name])

    def _float(self, name: str) -> Any:
        stored, zero = (self._array(f"{name}_{part}").astype(np.float32) for part in ("quantized", "zero_point"))
        return (stored - zero) * self._array(f"{name}_scale")

    def _put(self, name: str, array: Any) -> None:
        self._tensors[name].CopyFrom(numpy_helper.from_array(array, name))

    def _put_columns(self, name: str, weight: Any) -> None:
        scale = (np.abs(weight).max(axis=0) / 127).astype(np.float32)
        self._put(f"{name}_scale", scale)
        self._put(f"{name}_zero_point", np.zeros(scale.shape, np.int8))
        self._put(f"{name}_quantized", np.clip(np.round(weight / scale), -127, 127).astype(np.int8))

    def _put_table(self, name: str, weight: Any) -> None:
        low, high = min(float(weight.min()), 0.0), max(float(weight.max()), 0.0)
        scale = np.float32((high - low) / 255)
        zero = np.uint8(round(-low / float(scale)))
        self._put(f"{name}_scale", np.asarray(scale))
        self._put(f"{name}_zero_point", np.asarray(zero))
        self._put(f"{name}_quantized", np.clip(np.round(weight / scale) + int(zero), 0, 255).astype(np.uint8))
