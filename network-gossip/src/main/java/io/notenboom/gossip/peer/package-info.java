// SPDX-License-Identifier: Apache-2.0
/** The peers a node knows, which of them it talks to, and how it treats those that fail or misbehave. */
@NullMarked
package io.notenboom.gossip.peer;

import org.jspecify.annotations.NullMarked;
