/**
 * The actions that answer who used what (spec/21). They translate local times and applications into questions to
 * metering and its sums into rows. They must not know how seconds are counted or stored.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.usage;
