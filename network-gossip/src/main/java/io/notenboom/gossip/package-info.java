// SPDX-License-Identifier: Apache-2.0
/** The gossip protocol as a pure state machine, peers, mTLS transport. */
@NullMarked
package io.notenboom.gossip;

import org.jspecify.annotations.NullMarked;
