// SPDX-License-Identifier: Apache-2.0
/** The protocol as a pure state machine: inputs and the time in, actions out. */
@NullMarked
package io.notenboom.gossip.reconcile;

import org.jspecify.annotations.NullMarked;
