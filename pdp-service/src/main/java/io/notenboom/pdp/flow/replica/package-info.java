// SPDX-License-Identifier: Apache-2.0
/** Following the store of flows: what a replica has is complete, or it says that it is not. */
@NullMarked
package io.notenboom.pdp.flow.replica;

import org.jspecify.annotations.NullMarked;
