// SPDX-License-Identifier: Apache-2.0
/** What every service shares at the HTTP and bus edge. */
@NullMarked
package io.notenboom.kit;

import org.jspecify.annotations.NullMarked;
