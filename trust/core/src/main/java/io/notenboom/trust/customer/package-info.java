// SPDX-License-Identifier: Apache-2.0
/** Who a node belongs to. */
@NullMarked
package io.notenboom.trust.customer;

import org.jspecify.annotations.NullMarked;
