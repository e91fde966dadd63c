"""The check of a Word document against Decree 30/2020: reading, recognising its parts, judging, mending."""
