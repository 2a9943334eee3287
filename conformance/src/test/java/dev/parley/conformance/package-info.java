/**
 * Black-box proof: official SDKs, a browser and FFmpeg against a server in a process of its own, over real sockets. The
 * expected seconds come from the clock readings these clients took themselves. Nothing here may know the server's
 * classes, only its program, its arguments and its answers.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.conformance;
