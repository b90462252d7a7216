// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** A request that the grammar refuses. */
public record NonCanonical(Refusal reason) implements CanonicalOutcome {}
