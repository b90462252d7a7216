// SPDX-License-Identifier: Apache-2.0
/** Receivers of transfers, found through the node's copy of the registry. */
@NullMarked
package io.notenboom.pdp.receiver;

import org.jspecify.annotations.NullMarked;
