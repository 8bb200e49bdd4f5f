-- Opens legacy sessions one after another, over one connection. Arguments after "--": file of the body, file of the headers that
-- all requests have, file of the callers, and the file to write: the callers' lines with the session of each added.
local callers, opened = {}, {}
local output

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local body = file:read("*a")
  file:close()
  output = arguments[4]
  for line in io.lines(arguments[3]) do
    table.insert(callers, line)
  end
  request = function()
    local turn = math.min(#opened + 1, #callers)
    local headers = {}
    for common in io.lines(arguments[2]) do
      local name, value = common:match("^([^:]+): *(.*)$")
      headers[name] = value
    end
    for own in callers[turn]:gmatch("[^\t]+") do
      local name, value = own:match("^([^:]+): *(.*)$")
      headers[name] = value
    end
    return wrk.format("POST", nil, headers, body)
  end
end

function response(status, headers, answer)
  if #opened == #callers then
    return
  end
  local session
  for name, value in pairs(headers) do
    if name:lower() == "mcp-session-id" then
      session = value
    end
  end
  if status ~= 200 or not session then
    io.stderr:write("No session was opened: ", status, " ", answer:sub(1, 300), "\n")
    os.exit(1)
    return
  end
  table.insert(opened, callers[#opened + 1] .. "\tMcp-Session-Id: " .. session)
  if #opened == #callers then
    -- wrk itself goes on until its time is over, so whoever started it waits for the file.
    local file = assert(io.open(output .. ".part", "w"))
    file:write(table.concat(opened, "\n"), "\n")
    file:close()
    os.rename(output .. ".part", output)
    wrk.thread:stop()
  end
end
