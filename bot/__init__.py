"""A bot that answers deep-learning interview questions and drills people on them."""
