// SPDX-License-Identifier: Apache-2.0
/** One node's gossip: runs the engine, carries out its actions, answers peers. */
@NullMarked
package io.notenboom.gossip.node;

import org.jspecify.annotations.NullMarked;
