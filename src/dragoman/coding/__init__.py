"""Coding: who, when and where; statements, events and acts, from a document's trees and tags."""
