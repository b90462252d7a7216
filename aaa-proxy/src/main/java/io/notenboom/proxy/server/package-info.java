// SPDX-License-Identifier: Apache-2.0
/** The public listener and the calls behind it, on Vert.x. */
@NullMarked
package io.notenboom.proxy.server;

import org.jspecify.annotations.NullMarked;
