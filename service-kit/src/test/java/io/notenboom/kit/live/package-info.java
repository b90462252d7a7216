// SPDX-License-Identifier: Apache-2.0
/** Tests of live streams. */
@NullMarked
package io.notenboom.kit.live;

import org.jspecify.annotations.NullMarked;
