// SPDX-License-Identifier: Apache-2.0
/**
 * Succession of keys, certificates and secrets, whatever they are: states, rules, and what would happen when. Plain functions;
 * whoever holds a kind of them implements {@link io.notenboom.trust.rotation.Rotatable}.
 */
@NullMarked
package io.notenboom.trust.rotation;

import org.jspecify.annotations.NullMarked;
