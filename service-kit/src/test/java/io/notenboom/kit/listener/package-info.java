// SPDX-License-Identifier: Apache-2.0
/** Tests of listeners. */
@NullMarked
package io.notenboom.kit.listener;

import org.jspecify.annotations.NullMarked;
