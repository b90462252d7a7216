// SPDX-License-Identifier: Apache-2.0
/** Calls to the other services of the node and to other nodes. */
@NullMarked
package io.notenboom.pdp.peer;

import org.jspecify.annotations.NullMarked;
