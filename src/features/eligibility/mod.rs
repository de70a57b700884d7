//! Eligibility: who may be commended, by the rules of the day on which the dossier was received. Every answer says per rule
//! what it rests on, by which clause, and what would change it. It advises and never blocks.

pub mod rules;
