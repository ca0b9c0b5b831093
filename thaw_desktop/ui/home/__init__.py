"""The tab that answers one question: what now?"""
