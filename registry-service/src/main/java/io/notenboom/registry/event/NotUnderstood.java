// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/**
 * A payload that this version does not understand: an unknown type, or a known type whose fields do not have the form that
 * it expects. It is stored and passed on like any other, and changes nothing that is shown.
 *
 * @param type name of the event type
 * @param known whether this version knows the type
 * @param problem what is not understood, for people
 */
public record NotUnderstood(String type, boolean known, String problem) implements RegistryEvent {}
