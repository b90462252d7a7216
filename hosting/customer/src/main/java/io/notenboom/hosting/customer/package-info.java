// SPDX-License-Identifier: Apache-2.0
/** What a hosted customer is: its specification, and the names that follow from its id. Plain Java. */
@NullMarked
package io.notenboom.hosting.customer;

import org.jspecify.annotations.NullMarked;
