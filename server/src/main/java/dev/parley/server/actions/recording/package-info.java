/**
 * The actions that record rooms (spec/30), and the description of the object storage files go to, which relay tasks use
 * too. They turn a call into a description of a task. They must not know how media is encoded or uploaded.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.recording;
