"""The parts of attribution reading: cues, clauses, direct and indirect speech, speakers, chains."""
