/**
 * The list of all actions of the contract, built or not. Doors, documentation and tests take it from here. It must not
 * know what any action does.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.contract;
