"""This campaign beside the one before it: who was late then and now, figures then and now."""
