"""A guided first coding, in a workspace that is gone afterwards."""
