// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.proxy.policy;

import org.jspecify.annotations.NullMarked;
