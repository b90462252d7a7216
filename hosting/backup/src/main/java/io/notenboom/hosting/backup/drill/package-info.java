// SPDX-License-Identifier: Apache-2.0
/** Shows that the newest backup can be restored, in a place that is thrown away. */
@NullMarked
package io.notenboom.hosting.backup.drill;

import org.jspecify.annotations.NullMarked;
