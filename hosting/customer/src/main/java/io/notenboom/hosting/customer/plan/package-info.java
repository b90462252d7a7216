// SPDX-License-Identifier: Apache-2.0
/** How a customer's node comes to be, changes and ends: pure functions from a specification to ordered steps. */
@NullMarked
package io.notenboom.hosting.customer.plan;

import org.jspecify.annotations.NullMarked;
