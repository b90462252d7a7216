// SPDX-License-Identifier: Apache-2.0
/** How far a customer's node is from what is wanted: conditions and the phase that follows from them. */
@NullMarked
package io.notenboom.hosting.customer.status;

import org.jspecify.annotations.NullMarked;
