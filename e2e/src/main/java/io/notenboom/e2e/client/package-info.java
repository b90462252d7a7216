// SPDX-License-Identifier: Apache-2.0
/** HTTP clients as users of a node would write them. */
@NullMarked
package io.notenboom.e2e.client;

import org.jspecify.annotations.NullMarked;
