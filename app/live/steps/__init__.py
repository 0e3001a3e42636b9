"""The steps of the ingest, in the order that `app.live.pipeline.STEPS` gives."""
