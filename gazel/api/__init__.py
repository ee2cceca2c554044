"""The REST and SSE API over the same runs, events and memories that the app shows."""
