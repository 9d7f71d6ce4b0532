"""How we talk, on any front end: requests and replies, the dispatcher, our words, the views."""
