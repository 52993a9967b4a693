"""The demo blog: a small invented blog served on 127.0.0.1, so that every command can be tried without a network."""
