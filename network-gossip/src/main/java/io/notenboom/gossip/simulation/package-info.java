// SPDX-License-Identifier: Apache-2.0
/** A simulator that runs the protocol for thousands of nodes in virtual time, and compares it with what its formulas say. */
@NullMarked
package io.notenboom.gossip.simulation;

import org.jspecify.annotations.NullMarked;
