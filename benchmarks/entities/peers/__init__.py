"""Who is measured: a module each."""
