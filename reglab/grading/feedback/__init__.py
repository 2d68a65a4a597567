"""Write the feedback pages for students."""
