// SPDX-License-Identifier: Apache-2.0
/** The end of a customer, for which two people have to ask. */
@NullMarked
package io.notenboom.hosting.control.deletion;

import org.jspecify.annotations.NullMarked;
