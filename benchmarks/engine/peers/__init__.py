"""One engine a file, all of the shape of ``benchmarks.engine.peer.Peer``."""
