-- The list of quotations of scripture is narrowed and counted from these, without its texts being read.
CREATE INDEX scripture_kinds ON scripture (verdict, work, language, document);
CREATE INDEX scripture_references ON scripture (reference, true_reference);
