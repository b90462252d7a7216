// SPDX-License-Identifier: Apache-2.0
/** Whose node this is, and how its services are configured. */
@NullMarked
package io.notenboom.kit.customer;

import org.jspecify.annotations.NullMarked;
