// SPDX-License-Identifier: Apache-2.0
/** The node log for others: checkpoints that this node signs, and proofs about events. */
@NullMarked
package io.notenboom.registry.publication;

import org.jspecify.annotations.NullMarked;
