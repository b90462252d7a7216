// SPDX-License-Identifier: Apache-2.0
/** Our own policy enforcement point. */
@NullMarked
package io.notenboom.proxy;

import org.jspecify.annotations.NullMarked;
