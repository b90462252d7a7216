// SPDX-License-Identifier: Apache-2.0
/** Verification of a node's log from outside, without trust in the node. */
@NullMarked
package io.notenboom.registry.audit;

import org.jspecify.annotations.NullMarked;
