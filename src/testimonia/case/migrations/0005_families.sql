-- Recycled passages by their family, which is what the pages on passages ask for.

CREATE INDEX passages_cluster ON passages (cluster, id);
