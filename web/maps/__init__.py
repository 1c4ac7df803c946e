"""The map's sheets: outlines baked as pictures under ``static/maps``, and the projections that put places upon them."""
