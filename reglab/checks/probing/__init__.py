"""What runs beside student code: call the answers, and send back plain evidence."""
