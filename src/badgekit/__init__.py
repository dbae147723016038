"""badgekit"""
