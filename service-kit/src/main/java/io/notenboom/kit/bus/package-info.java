// SPDX-License-Identifier: Apache-2.0
/** Events between the services of one node. */
@NullMarked
package io.notenboom.kit.bus;

import org.jspecify.annotations.NullMarked;
