// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.proxy.server;

import org.jspecify.annotations.NullMarked;
