/**
 * Policies as the cloud writes them (spec/04): their grammar, what they match, and the decision with its reason. Pure
 * functions of a document, a caller and a question. It must not know where policies, users and keys are kept.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.access.policy;
